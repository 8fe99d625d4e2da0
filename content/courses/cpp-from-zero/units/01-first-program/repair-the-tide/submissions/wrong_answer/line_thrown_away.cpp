#include <iostream>

int main() {
    std::cout << "Tide: high\n";
    std::cout << "Wind: low\n";
}
