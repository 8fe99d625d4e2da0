#include <iostream>
#include <set>
#include <string>

int main() {
    int n;
    std::cin >> n >> std::ws;
    std::set<std::string> things;
    for (int i = 0; i < n; i++) {
        std::string thing;
        std::getline(std::cin, thing);
        things.insert(thing);
    }
    for (const auto& thing : things) std::cout << thing << "\n";
}
