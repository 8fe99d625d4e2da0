#include <iostream>

int main() {
    int seconds;
    std::cin >> seconds;

}
