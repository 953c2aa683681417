# Stands in for files on a network drive that does not answer: holds a lease on each file that it is given, so that whoever opens
# one waits. Linux lets it wait for /proc/sys/fs/lease-break-time, 45 seconds. It cannot show a drive on which even asking
# for the size of a file waits, nor a wait that no signal ends.
import fcntl
import os
import signal
import sys
import time

signal.signal(signal.SIGIO, signal.SIG_IGN)


def hold(path):
    file = os.open(path, os.O_RDWR)
    while True:
        try:
            return fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_WRLCK)
        except BlockingIOError:
            # Whoever made the file has not quite let go of it.
            time.sleep(0.01)


for path in sys.argv[1:]:
    hold(path)
print("held", flush=True)
# Until the test closes this pipe.
sys.stdin.read()
