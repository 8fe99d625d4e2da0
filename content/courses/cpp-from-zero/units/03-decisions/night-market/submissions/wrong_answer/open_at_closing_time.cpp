#include <iostream>

int main() {
    int open, close, now;
    std::cin >> open >> close >> now;
    bool is_open = open < close ? open <= now && now <= close : now >= open || now <= close;
    std::cout << (is_open ? "open" : "closed") << "\n";
}
