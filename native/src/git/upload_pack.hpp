// What every command of git-upload-pack over HTTP shares.
#pragma once

#include <string>
#include <string_view>

#include "git/pack_reader.hpp"
#include "git/pkt_line.hpp"
#include "http/message.hpp"

namespace dvcs::git {

inline void put_command(std::string& body, std::string_view name, ObjectFormat format) {
  put_line(body, "command=" + std::string(name));
  put_line(body, "agent=dvcs-connector");
  put_line(body, format == ObjectFormat::kSha256 ? "object-format=sha256" : "object-format=sha1");
}

inline http::Request upload_pack_request(std::string_view clone_url, std::string body) {
  http::Request request;
  request.method = http::Method::kPost;
  request.git = true;
  request.url = std::string(clone_url) + "/git-upload-pack";
  request.headers.set("Content-Type", "application/x-git-upload-pack-request");
  request.headers.set("Accept", "application/x-git-upload-pack-result");
  request.headers.set("Git-Protocol", "version=2");
  request.body = std::move(body);
  return request;
}

}  // namespace dvcs::git
