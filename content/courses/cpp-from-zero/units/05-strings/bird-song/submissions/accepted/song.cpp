#include <iostream>
#include <string>

int main() {
    std::string song;
    std::cin >> song;
    int run = 1;
    for (std::size_t i = 1; i <= song.size(); i++) {
        if (i < song.size() && song[i] == song[i - 1]) {
            run++;
        } else {
            std::cout << song[i - 1] << run;
            run = 1;
        }
    }
    std::cout << "\n";
}
