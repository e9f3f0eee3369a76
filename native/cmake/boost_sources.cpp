// The compiled half of Boost.JSON, so that no Boost library has to be installed.
#include <boost/json/src.hpp>
