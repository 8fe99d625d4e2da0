import socket
socket.socket(socket.AF_UNIX).connect('\0lyceum')
