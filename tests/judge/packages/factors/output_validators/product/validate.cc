#include "judge.h"

int main(int argc, char **argv) {
    if (argc != 6 || std::string(argv[4]) != "largest") return 1;
    std::ifstream input(argv[1]);
    long long product, a, b;
    input >> product;
    if (!(std::cin >> a >> b)) end(43, argv[3], "two numbers are missing");
    if (a <= 1 || b <= 1 || a > std::atoi(argv[5]) || a * b != product) end(43, argv[3], "not two factors");
    end(42, argv[3], "well");
}
