// What goes wrong on the way, in words for an administrator: what failed, at which host, what to do. Texts
// come from error_code::message(), never from an exception's what(), and hold neither path, query nor
// credential.
#pragma once

#include <boost/system/error_code.hpp>
#include <chrono>
#include <optional>
#include <string>

#include "base/status.hpp"
#include "http/message.hpp"
#include "http/url.hpp"

namespace dvcs::net {

enum class Phase { kResolve, kConnect, kTls, kSend, kHeader, kBody };

// Timeouts (beast::error::timeout) become kTimeout with `limit` in the sentence.
base::Error failure(const http::Url& url, Phase phase, const boost::system::error_code& code,
                    std::chrono::milliseconds limit);

base::Error timed_out(const http::Url& url, Phase phase, std::chrono::milliseconds limit);

// The verification of the peer's certificate ended with `verify_result` (X509_V_ERR_…), at `refused`: the
// server's certificate or one above it.
base::Error certificate_failure(const http::Url& url, long verify_result,
                                const std::optional<http::Certificate>& refused);

// "1.5 s", "30 s", "5 min"
std::string in_words(std::chrono::milliseconds span);

}  // namespace dvcs::net
