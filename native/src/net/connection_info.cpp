#include "net/connection_info.hpp"

#include <openssl/bio.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <ctime>
#include <sstream>

#include "base/utf8.hpp"

namespace dvcs::net {
namespace {

constexpr std::size_t kLongestName = 300;

std::string printed(const X509_NAME* name, unsigned long flags) {
  std::unique_ptr<BIO, decltype(&BIO_free_all)> out(BIO_new(BIO_s_mem()), &BIO_free_all);
  if (!out || X509_NAME_print_ex(out.get(), name, 0, flags) < 0) return {};
  const char* data = nullptr;
  const long size = BIO_get_mem_data(out.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string printed(const X509_NAME* name) {
  std::string text = printed(name, XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
  if (!base::is_valid_utf8(text)) text = printed(name, XN_FLAG_RFC2253);  // \C3\BC: ASCII in any case
  if (text.size() > kLongestName) text = base::cut_utf8(text, kLongestName);
  return text;
}

std::string printed(const boost::asio::ip::tcp::endpoint& endpoint) {
  std::ostringstream out;
  out << endpoint;
  return out.str();
}

}  // namespace

http::Certificate describe(const X509* certificate) {
  http::Certificate out;
  out.subject = printed(X509_get_subject_name(certificate));
  out.issuer = printed(X509_get_issuer_name(certificate));
  std::tm when{};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &when) == 1)
    out.not_after = std::chrono::sys_seconds(std::chrono::seconds(timegm(&when)));
  return out;
}

std::shared_ptr<const http::ConnectionInfo> describe(const boost::asio::ip::tcp::socket& socket,
                                                     const SSL* ssl, std::string proxy) {
  auto info = std::make_shared<http::ConnectionInfo>();
  boost::system::error_code code;
  const auto peer = socket.remote_endpoint(code);
  if (!code) info->peer = printed(peer);
  info->proxy = std::move(proxy);
  if (ssl == nullptr) return info;
  info->tls_version = SSL_get_version(ssl);
  if (const char* cipher = SSL_get_cipher_name(ssl); cipher != nullptr) info->tls_cipher = cipher;
  info->tls_resumed = SSL_session_reused(ssl) == 1;
  if (const X509* certificate = SSL_get0_peer_certificate(ssl)) info->certificate = describe(certificate);
  return info;
}

}  // namespace dvcs::net
