@rem npm runs its scripts through a shell. By "exec", sh becomes the program, so that signals reach it; cmd has no exec and finds this.
@%*
