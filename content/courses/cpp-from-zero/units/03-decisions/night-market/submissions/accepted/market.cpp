#include <iostream>

int main() {
    int open, close, now;
    std::cin >> open >> close >> now;
    bool is_open;
    if (open < close) {
        is_open = open <= now && now < close;
    } else {
        is_open = now >= open || now < close;
    }
    if (is_open) {
        std::cout << "open\n";
    } else {
        std::cout << "closed\n";
    }
}
