asm(".fill 2000000000, 1, 7");
int main() {}
