asm(".section .note\n.ascii \"x\"");
#pragma GCC dependency "/etc/passwd"
int main() {}
