import subprocess
print(subprocess.run(['/usr/bin/python3', '-c', 'print(7)'], capture_output=True).stdout)
