#include <iostream>

int main() {
    int morning, evening;
    std::cin >> morning >> evening;
    std::cout << "total " << morning + evening << "\n";
    std::cout << "week " << 5 * (morning + evening) << "\n";
}
