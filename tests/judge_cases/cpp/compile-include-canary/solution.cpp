#include "/tmp/lyceum-canary"
int main() {}
