// The compiled halves of Boost.JSON and Boost.URL, so that no Boost library has to be installed.
#include <boost/json/src.hpp>
#include <boost/url/src.hpp>
