#include <iostream>
#include <string>

int main() {
    std::string name, city;
    std::getline(std::cin, name);
    std::getline(std::cin, city);
    std::cout << name << " lives in " << city << ".\n";
}
