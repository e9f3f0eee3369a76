#include "json/reading.hpp"

#include "base/utf8.hpp"
#include "json/structure.hpp"
#include "json/text.hpp"

namespace dvcs::json {
namespace {

namespace ondemand = simdjson::ondemand;
using base::Code;
using base::Error;

// The parser's buffers stay with the thread; a page costs no allocation once they have grown.
ondemand::parser& parser() {
  thread_local ondemand::parser instance;
  return instance;
}

simdjson::error_code read_text(ondemand::value value, std::string& out) {
  std::string_view text;
  if (const auto error = value.get_string(true).get(text)) return error;
  out = base::replace_nul(std::string(text));
  return simdjson::SUCCESS;
}

simdjson::error_code read_texts(ondemand::value value, std::vector<std::string>& out) {
  ondemand::array array;
  if (const auto error = value.get_array().get(array)) return error;
  std::vector<std::string> texts;
  for (auto element : array) {
    ondemand::value item;
    if (const auto error = element.get(item)) return error;
    if (const auto error = read_text(item, texts.emplace_back())) return error;
  }
  out = std::move(texts);
  return simdjson::SUCCESS;
}

simdjson::error_code read_raw(ondemand::value value, std::string& out) {
  ondemand::json_type type{};
  if (const auto error = value.type().get(type)) return error;
  if (type == ondemand::json_type::string) return read_text(value, out);
  std::string_view text;
  if (const auto error = value.raw_json().get(text)) return error;
  out.assign(text);
  return simdjson::SUCCESS;
}

template <class T>
simdjson::error_code read_number(ondemand::value value, T& out) {
  T number{};
  if (const auto error = value.get(number)) return error;
  out = number;
  return simdjson::SUCCESS;
}

// Finds the reason in plain words: what a person sees at the start of the body says more than a parser's
// code.
Error not_json(std::string_view body, simdjson::error_code error) {
  if (looks_like_html(body)) return {Code::kProtocol, "a web page (HTML) instead of JSON"};
  if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return {Code::kProtocol, "an empty body instead of JSON"};
  }
  return {Code::kMalformed, std::string("JSON that cannot be read (") + simdjson::error_message(error) + ")"};
}

using Reader = std::function<simdjson::error_code(ondemand::document&)>;

// The one place where On Demand meets a document, and it meets none that it could lose its way in.
simdjson::error_code parse_padded(simdjson::padded_string_view text, const Reader& read) {
  if (const auto error = check_structure(text)) return error;
  ondemand::document document;
  if (const auto error = parser().iterate(text).get(document)) return error;
  return read(document);
}

// simdjson reads up to 64 bytes past the end. A body whose buffer has that room is read in place.
simdjson::error_code parse_once(const std::string& body, const Reader& read) {
  if (body.capacity() - body.size() >= simdjson::SIMDJSON_PADDING) {
    return parse_padded(simdjson::padded_string_view(body.data(), body.size(), body.capacity()), read);
  }
  const simdjson::padded_string copy(body);
  return parse_padded(copy, read);
}

base::Status parse(const std::string& body, const Reader& read) {
  simdjson::error_code error = parse_once(body, read);
  if (error == simdjson::UTF8_ERROR) error = parse_once(base::repair_utf8(body), read);
  if (error != simdjson::SUCCESS) return not_json(body, error);
  return {};
}

bool is_broken_document(simdjson::error_code error) {
  return error != simdjson::SUCCESS && error != simdjson::INCORRECT_TYPE;
}

}  // namespace

void Fields::fail(std::string_view key, std::string_view why) {
  if (ok()) problem_ = "`" + std::string(key) + "` " + std::string(why);
}

void Fields::refuse(std::string why) {
  if (ok()) problem_ = std::move(why);
}

template <class T, class Read>
void Fields::take(std::string_view key, bool required, T& out, Read read) {
  if (!ok()) return;
  ondemand::value value;
  if (const auto error = object_.find_field_unordered(key).get(value)) {
    if (error != simdjson::NO_SUCH_FIELD) return fail(key, "cannot be read");
    if (required) fail(key, "is missing");
    return;
  }
  bool null = false;
  if (value.is_null().get(null) != simdjson::SUCCESS) return fail(key, "cannot be read");
  if (null) {
    if (required) fail(key, "is null");
    return;
  }
  if (read(value, out) != simdjson::SUCCESS) fail(key, "has an unexpected value");
}

void Fields::need(std::string_view key, std::string& out) {
  take(key, true, out, read_text);
}
void Fields::need(std::string_view key, std::int64_t& out) {
  take(key, true, out, read_number<std::int64_t>);
}
void Fields::need(std::string_view key, bool& out) {
  take(key, true, out, read_number<bool>);
}
void Fields::need(std::string_view key, std::vector<std::string>& out) {
  take(key, true, out, read_texts);
}
void Fields::maybe(std::string_view key, std::string& out) {
  take(key, false, out, read_text);
}
void Fields::maybe(std::string_view key, std::int64_t& out) {
  take(key, false, out, read_number<std::int64_t>);
}
void Fields::maybe(std::string_view key, bool& out) {
  take(key, false, out, read_number<bool>);
}
void Fields::maybe(std::string_view key, std::vector<std::string>& out) {
  take(key, false, out, read_texts);
}

void Fields::maybe(std::string_view key, std::string_view& out) {
  take(key, false, out, [](ondemand::value value, std::string_view& text) -> simdjson::error_code {
    return value.get_string(true).get(text);
  });
}

void Fields::raw(std::string_view key, std::string& out) {
  take(key, false, out, read_raw);
}

void Fields::child(std::string_view key, const std::function<void(Fields&)>& read) {
  bool present = false;
  maybe_child(key, [&](Fields& fields) {
    present = true;
    read(fields);
  });
  if (!present) fail(key, "is missing");
}

void Fields::maybe_child(std::string_view key, const std::function<void(Fields&)>& read) {
  take(key, false, read, [this, key](ondemand::value value, const std::function<void(Fields&)>& reader) {
    ondemand::object object;
    if (const auto error = value.get_object().get(object)) return error;
    Fields fields(object);
    reader(fields);
    if (!fields.ok()) refuse("in `" + std::string(key) + "`: " + fields.problem());
    return simdjson::SUCCESS;
  });
}

void Fields::maybe_each(std::string_view key, const std::function<void(Fields&)>& read) {
  take(key, false, read, [this, key](ondemand::value value, const std::function<void(Fields&)>& reader) {
    ondemand::array array;
    if (const auto error = value.get_array().get(array)) return error;
    for (auto element : array) {
      ondemand::object object;
      if (const auto error = element.get_object().get(object)) return error;
      Fields fields(object);
      reader(fields);
      if (!fields.ok()) refuse("in `" + std::string(key) + "`: " + fields.problem());
    }
    return simdjson::SUCCESS;
  });
}

namespace {

simdjson::error_code read_items(ondemand::document& document, ondemand::array array, std::size_t& index,
                                const std::function<void(Fields&)>& item,
                                const std::function<void(BadItem)>& bad) {
  for (auto element : array) {
    ondemand::object object;
    const auto error = element.get_object().get(object);
    if (is_broken_document(error)) return error;
    if (error != simdjson::SUCCESS) {
      bad({index, "it is no object"});
    } else {
      Fields fields(object);
      item(fields);
      if (!fields.ok()) bad({index, fields.problem()});
    }
    // Structure broken inside the item: the parser has let go, and must not be asked for the next one.
    if (!document.is_alive()) return simdjson::TAPE_ERROR;
    ++index;
  }
  return document.is_alive() ? simdjson::SUCCESS : simdjson::TAPE_ERROR;
}

}  // namespace

base::Result<std::size_t> each(const std::string& body, const std::function<void(Fields&)>& item,
                               const std::function<void(BadItem)>& bad) {
  std::size_t index = 0;
  const base::Status status = parse(body, [&](ondemand::document& document) {
    ondemand::array array;
    if (const auto error = document.get_array().get(array)) return error;
    if (const auto error = read_items(document, array, index, item, bad)) return error;
    return document.at_end() ? simdjson::SUCCESS : simdjson::TRAILING_CONTENT;
  });
  if (!status.ok()) return status.error();
  return index;
}

base::Result<std::size_t> each_in(const std::string& body, std::string_view key,
                                  const std::function<void(Fields&)>& item,
                                  const std::function<void(BadItem)>& bad) {
  std::size_t index = 0;
  const base::Status status = parse(body, [&](ondemand::document& document) {
    ondemand::array array;
    if (const auto error = document.find_field_unordered(key).get_array().get(array)) return error;
    return read_items(document, array, index, item, bad);
  });
  if (!status.ok()) return status.error();
  return index;
}

base::Status well_formed(const std::string& body) {
  simdjson::dom::parser whole;
  const auto error = whole.parse(body).error();
  if (error != simdjson::SUCCESS) return not_json(body, error);
  return {};
}

base::Status object(const std::string& body, const std::function<void(Fields&)>& read) {
  std::string problem;
  base::Status status = parse(body, [&](ondemand::document& document) {
    ondemand::object object;
    if (const auto error = document.get_object().get(object)) return error;
    Fields fields(object);
    read(fields);
    problem = fields.problem();
    return simdjson::SUCCESS;
  });
  if (!status.ok()) return status;
  if (!problem.empty()) return Error{Code::kMalformed, "JSON in which " + problem};
  return {};
}

}  // namespace dvcs::json
