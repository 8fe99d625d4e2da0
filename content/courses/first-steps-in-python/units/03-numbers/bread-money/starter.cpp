#include <iostream>

int main() {
    int loaves, price, paid;
    std::cin >> loaves >> price >> paid;

}
