#include <iostream>

int main() {
    int open, close, now;
    std::cin >> open >> close >> now;
    if (open <= now && now < close) {
        std::cout << "open\n";
    } else {
        std::cout << "closed\n";
    }
}
