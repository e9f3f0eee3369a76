#include "net/failure.hpp"

#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/error.hpp>

namespace dvcs::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using base::Code;
using base::Error;
using boost::system::error_code;

Error resolve_failure(const Party& party, const error_code& code) {
  return {Code::kUnreachable, "The name " + party.host + (party.is_proxy ? " of the proxy" : "") +
                                  " cannot be resolved (" + code.message() + "). Check " + party.settings() +
                                  " and the name servers of this machine."};
}

Error connect_failure(const Party& party, const error_code& code) {
  if (code == asio::error::connection_refused) {
    return {Code::kUnreachable, party.subject() + " refuses connections on port " +
                                    std::to_string(party.port) + ". Check " + party.settings() +
                                    " and that the server is running."};
  }
  return {Code::kUnreachable, "Cannot connect to " + party.object() + " port " + std::to_string(party.port) +
                                  " (" + code.message() + "). Check " + party.settings() +
                                  " and the firewalls in between."};
}

Error tls_failure(const Party& party, const error_code& code) {
  if (code == asio::error::eof || code == asio::error::connection_reset ||
      code == asio::ssl::error::stream_truncated) {
    return {Code::kUnreachable, party.subject() +
                                    " closed the connection during the TLS handshake. Check that port " +
                                    std::to_string(party.port) + " is its HTTPS port."};
  }
  return {Code::kTls, std::string("No TLS connection to ") + (party.is_proxy ? "the proxy " : "") +
                          party.authority + " (" + code.message() + "). Check that port " +
                          std::to_string(party.port) + " speaks HTTPS with TLS 1.2 or newer."};
}

Error size_failure(const Party& party, const error_code& code) {
  const char* part = code == beast::http::error::body_limit ? "an answer" : "a header";
  return {Code::kTooLarge, party.authority + " sent " + part + " larger than the limit for this request."};
}

Error exchange_failure(const Party& party, Phase phase, const error_code& code) {
  if (code == beast::http::error::end_of_stream) {
    return {Code::kUnreachable, party.authority + " closed the connection without an answer."};
  }
  if (code == beast::http::error::partial_message || code == asio::ssl::error::stream_truncated) {
    return {Code::kUnreachable,
            "The connection to " + party.authority + " was lost in the middle of the answer."};
  }
  if (code == beast::http::error::body_limit || code == beast::http::error::header_limit) {
    return size_failure(party, code);
  }
  if (code.category() == beast::http::make_error_code(beast::http::error::bad_version).category()) {
    return {Code::kProtocol, party.authority + " did not answer in HTTP (" + code.message() +
                                 "). Check the host URL and its port."};
  }
  const char* when = phase == Phase::kSend ? "while sending the request" : "while reading the answer";
  return {Code::kUnreachable,
          "The connection to " + party.authority + " was lost " + when + " (" + code.message() + ")."};
}

std::string date_in_words(std::chrono::sys_seconds time) {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(time));
  auto two_digits = [](unsigned number) { return (number < 10 ? "-0" : "-") + std::to_string(number); };
  return std::to_string(static_cast<int>(date.year())) + two_digits(static_cast<unsigned>(date.month())) +
         two_digits(static_cast<unsigned>(date.day()));
}

base::CertificateFault certificate_fault(long verify_result) {
  switch (verify_result) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return base::CertificateFault::kExpired;
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return base::CertificateFault::kNotYetValid;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return base::CertificateFault::kWrongName;
    default:
      return base::CertificateFault::kUntrusted;
  }
}

std::string certificate_remedy(long verify_result) {
  switch (certificate_fault(verify_result)) {
    case base::CertificateFault::kExpired:
    case base::CertificateFault::kNotYetValid:
      return "Renew the certificate, and check the clock of this machine.";
    case base::CertificateFault::kWrongName:
      return "Use the name that the certificate was issued for as host URL.";
    default:
      return "Import its CA certificate into the trust store of this Java, or give the CA file to dvcsctl "
             "with --ca.";
  }
}

}  // namespace

Party::Party(const Proxy& proxy) : host(proxy.host), port(proxy.port), is_proxy(true) {
  authority = proxy.origin().substr(proxy.origin().find("://") + 3);
}

std::string in_words(std::chrono::milliseconds span) {
  const auto count = span.count();
  if (count % 60'000 == 0 && count >= 120'000) return std::to_string(count / 60'000) + " min";
  if (count % 1000 == 0) return std::to_string(count / 1000) + " s";
  return std::to_string(count) + " ms";
}

Error timed_out(const Party& party, Phase phase, std::chrono::milliseconds limit) {
  const std::string span = in_words(limit);
  switch (phase) {
    case Phase::kResolve:
      return {Code::kTimeout, "The name " + party.host + " could not be resolved within " + span +
                                  ". Check the name servers of this machine."};
    case Phase::kConnect:
      return {Code::kTimeout, party.subject() + " port " + std::to_string(party.port) +
                                  " did not accept a connection within " + span + ". Check " +
                                  party.settings() + " and the firewalls in between."};
    case Phase::kTls:
      return {Code::kTimeout, (party.is_proxy ? party.subject() : party.authority) +
                                  " did not complete the TLS handshake within " + span + "."};
    case Phase::kSend:
      return {Code::kTimeout, party.authority + " did not take the request within " + span + "."};
    case Phase::kHeader:
      return {Code::kTimeout, party.authority + " did not begin to answer within " + span + "."};
    case Phase::kBody:
      break;
  }
  return {Code::kTimeout, party.authority + " stopped in the middle of its answer for " + span + "."};
}

Error certificate_failure(const Party& party, long verify_result,
                          const std::optional<http::Certificate>& refused) {
  std::string message = "The certificate of " + party.object() +
                        " is not trusted: " + X509_verify_cert_error_string(verify_result);
  if (refused) {
    message += " (refused was the certificate of " + refused->subject + ", issued by " + refused->issuer +
               ", valid until " + date_in_words(refused->not_after) + ")";
  }
  Error error{Code::kTls, message + ". " + certificate_remedy(verify_result)};
  error.certificate = certificate_fault(verify_result);
  return error;
}

Error failure(const Party& party, Phase phase, const error_code& code, std::chrono::milliseconds limit) {
  if (code == beast::error::timeout || code == asio::error::timed_out) return timed_out(party, phase, limit);
  switch (phase) {
    case Phase::kResolve:
      return resolve_failure(party, code);
    case Phase::kConnect:
      return connect_failure(party, code);
    case Phase::kTls:
      return tls_failure(party, code);
    default:
      return exchange_failure(party, phase, code);
  }
}

}  // namespace dvcs::net
