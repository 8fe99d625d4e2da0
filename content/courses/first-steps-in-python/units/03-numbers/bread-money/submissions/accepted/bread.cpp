#include <iostream>

int main() {
    int loaves, price, paid;
    std::cin >> loaves >> price >> paid;
    int total = loaves * price;
    std::cout << total << "\n" << paid - total << "\n";
}
