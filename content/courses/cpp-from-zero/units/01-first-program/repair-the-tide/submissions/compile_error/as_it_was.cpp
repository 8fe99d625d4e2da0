#include <iostream>

int main() {
    std::cout << "Tide: high\n"
    std::cot << "Wind: low\n";
    std::cout << "Boats: << 12 << "\n";
}
