#include <iostream>

int main() {
    int ticket;
    std::cin >> ticket;
    int hundreds = ticket / 100;
    int tens = ticket / 10 % 10;
    int ones = ticket % 10;
    std::cout << hundreds + tens + ones << "\n";
    std::cout << ones * 100 + tens * 10 + hundreds << "\n";
}
