#include <iostream>

int main() {
    int length, width;
    std::cin >> length >> width;

}
