#!/usr/bin/env bash
# Stands in for webui.sh of AUTOMATIC1111 and Forge: its refusal of root, webui-user.sh, the virtual environment, and the start in a loop.
folder=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
[[ -f "$folder/webui-user.sh" ]] && source "$folder/webui-user.sh"
may_be_root=0
while getopts "f" flag > /dev/null 2>&1; do
    [[ "$flag" == f ]] && may_be_root=1 || break
done
printf "\n################################################################\n"
printf "\e[1m\e[32mInstall script for stable-diffusion + Web UI\n"
if [[ $(id -u) -eq 0 && may_be_root -eq 0 ]]; then
    printf "\e[1m\e[31mERROR: This script must not be launched as root, aborting...\e[0m\n"
    exit 1
fi
cd "$folder" || exit 1
python=python3
if [[ -z "$VIRTUAL_ENV" && -x venv/bin/python ]]; then python=venv/bin/python; fi
keep_going=1
while [[ $keep_going -eq 1 ]]; do
    "$python" -u launch.py "$@"
    [[ -f tmp/restart ]] || keep_going=0
done
