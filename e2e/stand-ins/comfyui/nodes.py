# Stands in for ComfyUI's module of that name: its presence is how a folder is known for ComfyUI's.
