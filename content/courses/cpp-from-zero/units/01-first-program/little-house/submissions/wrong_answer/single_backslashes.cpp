#include <iostream>

int main() {
    std::cout << "  /\ \n";
    std::cout << " /  \ \n";
    std::cout << "/____\ \n";
    std::cout << "|\"\" |\n";
}
