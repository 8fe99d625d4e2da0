#include <iostream>

int main() {
    std::cout << "It's open!\n";
    std::cout << "Please knock and say \"Hello\".\n";
}
