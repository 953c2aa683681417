# Keeps the folder modules, which every web UI of this family has.
