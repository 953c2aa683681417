# Beside launch.py in every web UI of this family; only its name is looked at.
