#include <cstdio>
#include <cstring>
#include <sys/mman.h>
int main() {
    unsigned char code[] = {0xb8, 7, 0, 0, 0, 0xc3};
    void *p = mmap(0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memcpy(p, code, sizeof code);
    printf("%d\n", ((int (*)())p)());
}
