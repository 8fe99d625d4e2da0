#include <iostream>

int main() {
    std::cout << "Morning: sun";
    std::cout << "Noon: wind";
    std::cout << "Night: rain";
}
