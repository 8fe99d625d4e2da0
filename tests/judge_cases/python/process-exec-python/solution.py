import os
os.execve('/usr/bin/python3', ['python3', '-S', '-c', 'import os\ntry:\n os.fork()\nexcept OSError:\n print("still confined")'], {})
