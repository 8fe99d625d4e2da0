#include <iostream>
#include <string>

int main() {
    int height, age;
    std::string adult;
    std::cin >> height >> age >> adult;
    bool may = height >= 120 && (age >= 8 || adult == "yes");
    std::cout << (may ? "ride" : "wait") << "\n";
}
