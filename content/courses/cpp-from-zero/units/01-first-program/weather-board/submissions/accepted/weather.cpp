#include <iostream>

int main() {
    std::cout << "Morning: sun\n";
    std::cout << "Noon: wind\n";
    std::cout << "Night: rain\n";
}
