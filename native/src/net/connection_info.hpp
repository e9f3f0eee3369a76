// What may be told about a connection: its other end, its TLS and the certificate that was shown.
#pragma once

#include <openssl/types.h>

#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <string>

#include "http/message.hpp"

namespace dvcs::net {

// `ssl` null: without TLS. `proxy` is written without its credential.
std::shared_ptr<const http::ConnectionInfo> describe(const boost::asio::ip::tcp::socket& socket,
                                                     const SSL* ssl, std::string proxy);

// Everything a server says about itself is foreign text: control characters, what is no UTF-8 and overlong
// names do not pass.
http::Certificate describe(const X509* certificate);

}  // namespace dvcs::net
