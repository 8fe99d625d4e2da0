#include <fstream>
#include <iostream>
int main(int, char **argv) {
    int turns, heard;
    std::ifstream(argv[1]) >> turns;
    for (int i = 0; i < turns; i++) {
        std::cout << i * i << std::endl;
        if (!(std::cin >> heard) || heard != i * i) return 43;
    }
    return 42;
}
