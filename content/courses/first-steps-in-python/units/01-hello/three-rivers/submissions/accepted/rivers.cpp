#include <iostream>

int main() {
    std::cout << "Nile\nAmazon\nMekong\n";
}
