#include <iomanip>
#include <iostream>

int main() {
    double celsius;
    std::cin >> celsius;
    std::cout << std::setprecision(12) << celsius * 9 / 5 + 32 << "\n";
}
