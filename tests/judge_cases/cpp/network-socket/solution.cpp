#include <cstdio>
#include <sys/socket.h>
int main() { printf("%d %d\n", socket(AF_INET, SOCK_STREAM, 0), socket(AF_NETLINK, SOCK_RAW, 0)); }
