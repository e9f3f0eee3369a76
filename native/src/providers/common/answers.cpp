#include "providers/common/answers.hpp"

namespace dvcs::providers {

Query<ServerInfo> version_query(const ForgeErrors& errors, http::Request request, std::string subject) {
  Query<ServerInfo> query;
  query.request = std::move(request);
  query.parse = [errors, subject = std::move(subject)](
                    const http::Request& asked, const http::Response& answer) -> base::Result<ServerInfo> {
    if (answer.status == 404) return errors.no_api(asked);
    return read_object(errors, subject, asked, answer, ServerInfo{},
                       [](json::Fields& fields, ServerInfo& info) { fields.need("version", info.version); });
  };
  return query;
}

}  // namespace dvcs::providers
