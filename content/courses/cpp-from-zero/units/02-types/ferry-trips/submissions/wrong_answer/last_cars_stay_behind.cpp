#include <iostream>

int main() {
    int cars, places;
    std::cin >> cars >> places;
    std::cout << cars / places << "\n";
}
