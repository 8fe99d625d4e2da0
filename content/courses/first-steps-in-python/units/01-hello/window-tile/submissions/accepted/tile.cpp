#include <iostream>

int main() {
    std::cout << "+---+\n|o.o|\n|.x.|\n|o.o|\n+---+\n";
}
