#include <iostream>

int main() {
    int dates, children;
    std::cin >> dates >> children;

}
