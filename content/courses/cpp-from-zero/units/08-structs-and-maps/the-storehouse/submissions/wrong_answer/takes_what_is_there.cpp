#include <iostream>
#include <map>
#include <string>

int main() {
    std::map<std::string, int> stock;
    std::string command, name;
    int kilos;
    while (std::cin >> command >> name >> kilos) {
        if (command == "in") {
            stock[name] += kilos;
        } else {
            if (stock[name] < kilos) {
                std::cout << "not enough " << name << "\n";
                stock[name] = 0;
            } else {
                stock[name] -= kilos;
            }
        }
    }
    bool empty = true;
    for (const auto& [good, rest] : stock) {
        if (rest > 0) {
            std::cout << good << " " << rest << "\n";
            empty = false;
        }
    }
    if (empty) std::cout << "empty\n";
}
