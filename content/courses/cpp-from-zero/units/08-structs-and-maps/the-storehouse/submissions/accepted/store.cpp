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
        } else if (stock[name] >= kilos) {
            stock[name] -= kilos;
        } else {
            std::cout << "not enough " << name << "\n";
        }
    }
    bool empty = true;
    for (const auto& [good, rest] : stock) {
        if (rest > 0) {
            std::cout << good << " " << rest << "\n";
            empty = false;
        }
    }
    if (empty) {
        std::cout << "empty\n";
    }
}
