#include <iostream>

int main() {
    int open, close, now;
    std::cin >> open >> close >> now;
    if (now >= open || now < close) {
        std::cout << "open\n";
    } else {
        std::cout << "closed\n";
    }
}
