#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

inline void end(int code, const std::string &folder, const std::string &words) {
    std::ofstream(folder + "judgemessage.txt") << words << std::endl;
    std::exit(code);
}
