#include <iostream>

int main() {
    std::cout << "Tide: high\n"
    std::cuot << "Wind: low\n";
    std::cout << "Boats: << 12 << "\n";
}
