// The steps of the network: name resolution, TCP, proxy, TLS.
#include <utility>

#include "base/iso8601.hpp"
#include "sync/findings.hpp"

namespace dvcs::sync {
namespace {

using base::CertificateFault;
using base::Stage;

constexpr std::chrono::days kRenewBefore{30};

// An error quotes names in brackets, so a sentence ends at a full stop outside of them, before a capital.
std::size_t end_of_first_sentence(std::string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')') --depth;
    if (depth <= 0 && text[i] == '.' && text[i + 1] == ' ' && text[i + 2] >= 'A' && text[i + 2] <= 'Z')
      return i + 1;
  }
  return text.size();
}

std::string date(Time time) {
  return base::format_iso8601_utc(Moment{time.time_since_epoch().count(), 0}).substr(0, 10);
}

std::string address_of(const std::string& peer) {
  return peer.substr(0, peer.rfind(':'));
}

std::string import_authority(const http::Url& url) {
  return "Import the certificate of its CA into the trust store of the Java that runs Jira (keytool "
         "-importcert "
         "-alias " +
         url.host +
         "-ca -file ca.pem -keystore \"$JAVA_HOME/lib/security/cacerts\", or the file that "
         "javax.net.ssl.trustStore names) and restart Jira; or give the CA to this account alone, on the "
         "accounts page; dvcsctl "
         "takes "
         "it with --ca ca.pem. If the CA is known there, the server leaves out an intermediate certificate: "
         "let "
         "it send the whole chain.";
}

}  // namespace

Told failed(const base::Error& error, std::string remedy) {
  const std::size_t end = end_of_first_sentence(error.message);
  std::string advice = end < error.message.size() ? error.message.substr(end + 1) : std::string();
  if (remedy.empty()) remedy = advice;
  if (remedy.empty()) remedy = "Look at the log of the server, and run this check again.";
  return {Outcome::kFailed, error.message.substr(0, end), std::move(remedy)};
}

Told resolved(const http::Url& url, const http::ConnectionInfo& way) {
  if (!way.proxy.empty()) return {Outcome::kOk, "The proxy resolves the name " + url.host + "."};
  if (url.ip_literal) return {Outcome::kOk, "The URL holds an address; there is no name to resolve."};
  if (way.peer.empty()) return got_as_far_as(DoctorStep::kNameResolution, url);
  return {Outcome::kOk, url.host + " is " + address_of(way.peer) + "."};
}

Told connected(const http::Url& url, const http::ConnectionInfo& way) {
  if (way.peer.empty()) return got_as_far_as(DoctorStep::kTcp, url);
  return {Outcome::kOk,
          "Connected to " + std::string(way.proxy.empty() ? "" : "the proxy at ") + way.peer + "."};
}

Told proxied(const http::ConnectionInfo& way) {
  if (way.proxy.empty()) return {Outcome::kOk, "No proxy is used."};
  return {Outcome::kOk, "The proxy " + way.proxy + " lets the connection through."};
}

Told secured(const http::Url& url, const http::ConnectionInfo& way, Time now) {
  if (url.scheme == "http") {
    return {Outcome::kWarning,
            "The connection is not encrypted: whoever listens on the way can read the token.",
            "Use the https address of the server."};
  }
  if (!way.certificate) return got_as_far_as(DoctorStep::kTls, url);
  const http::Certificate& shown = *way.certificate;
  const std::string found = way.tls_version + " with " + way.tls_cipher + "; the certificate of " +
                            shown.subject + ", issued by " + shown.issuer + ", is valid until " +
                            date(shown.not_after) + ".";
  if (shown.not_after - now >= kRenewBefore) return {Outcome::kOk, found};
  const auto days = std::chrono::floor<std::chrono::days>(shown.not_after - now).count();
  return {Outcome::kWarning, found,
          "Renew the certificate: it ends in " + std::to_string(days) + (days == 1 ? " day." : " days.")};
}

Told got_as_far_as(DoctorStep step, const http::Url& url) {
  switch (step) {
    case DoctorStep::kNameResolution:
      return {Outcome::kOk, url.ip_literal ? "The URL holds an address; there is no name to resolve."
                                           : "The name " + url.host + " (or that of a proxy) was resolved."};
    case DoctorStep::kTcp:
      return {Outcome::kOk,
              "A connection was made on port " + std::to_string(url.port) + " (or to a proxy)."};
    case DoctorStep::kProxy:
      return {Outcome::kOk, "No proxy stands in the way."};
    default:
      return url.scheme == "http" ? secured(url, {}, {}) : Told{Outcome::kOk, "The certificate is trusted."};
  }
}

std::string remedy_of_way(const http::Url& url, const base::Error& error) {
  if (error.stage == Stage::kTls) {
    switch (error.certificate) {
      case CertificateFault::kUntrusted:
        return import_authority(url);
      case CertificateFault::kExpired:
        return "Renew the certificate on the server. If it is valid there, set the clock of this machine.";
      case CertificateFault::kNotYetValid:
        return "Set the clock of this machine, or of the one that made the certificate.";
      case CertificateFault::kWrongName:
        return "Use the name that the certificate was issued for as host URL, or let the server's "
               "certificate "
               "name " +
               url.host + " too.";
      case CertificateFault::kNone:
        break;
    }
  }
  if (error.stage == Stage::kProxy) {
    return "Check the proxy that Jira's JVM is started with (https.proxyHost, https.proxyPort, "
           "https.proxyUser), or "
           "add " +
           url.host + " to http.nonProxyHosts.";
  }
  return {};
}

}  // namespace dvcs::sync
