//! Vietnamese.

use super::{Words, name};
use crate::{
    Directive, Issue, Setting, Tool,
    finding::{Around, Csp, Loader, Pinned, Placed},
};

pub(super) fn words(issue: &Issue) -> Words {
    match issue {
        Issue::Around(issue) => around(issue),
        Issue::Loader(issue) => loader(issue),
        Issue::Pinned(issue) => pinned(issue),
        Issue::Placed(issue) => placed(issue),
        Issue::Csp(Csp::None) => Words::new(
            "Trang không đặt chính sách bảo mật nội dung (CSP), nên không có gì chặn tiện ích.",
            "",
        ),
        Issue::Csp(Csp::Right) => {
            Words::new("Chính sách bảo mật nội dung (CSP) của trang cho phép tiện ích hoạt động đầy đủ.", "")
        }
        Issue::Csp(Csp::Blocks(what)) => blocks(*what),
        Issue::Csp(Csp::WouldBlock(what)) => {
            let Words { says, change } = blocks(*what);
            Words::new(
                format!(
                    "Chính sách đang ở chế độ chỉ báo cáo (Report-Only), chưa chặn gì. Nếu áp dụng thật: {says}"
                ),
                change,
            )
        }
    }
}

fn around(issue: &Around) -> Words {
    match issue {
        Around::Status(status) => Words::new(
            format!("Trang trả về mã trạng thái {status} thay vì 200."),
            "Hãy kiểm tra lại địa chỉ, hoặc kiểm tra một trang đang mở được bình thường.",
        ),
        Around::Https => Words::new("Trang được truyền qua kết nối an toàn (https).", ""),
        Around::PlainHttp => Words::new(
            "Trang được truyền qua http, không được bảo vệ.",
            "Hãy bật https cho cổng và chuyển hướng mọi địa chỉ http sang https.",
        ),
        Around::CharsetMissing => Words::new(
            "Trang chưa khai báo bảng mã ký tự, nên chữ tiếng Việt có thể hiển thị sai.",
            "Thêm dòng sau vào ngay đầu phần <head>, và lưu trang ở dạng UTF-8:",
        ),
        Around::CharsetOther => Words::new(
            "Trang dùng bảng mã khác UTF-8. Tiện ích vẫn chạy, nhưng chữ tiếng Việt của trang dễ hiển thị sai.",
            "Nên chuyển trang sang UTF-8 và khai báo:",
        ),
        Around::LangMissing => Words::new(
            "Trang chưa khai báo ngôn ngữ, nên phần mềm đọc màn hình có thể đọc sai giọng.",
            "Khai báo ngôn ngữ ở thẻ mở đầu trang:",
        ),
        Around::ViewportMissing => Words::new(
            "Trang chưa khai báo khung nhìn cho điện thoại, nên chữ sẽ rất nhỏ trên màn hình hẹp.",
            "Thêm vào phần <head>:",
        ),
        Around::ZoomForbidden => Words::new(
            "Trang không cho người đọc phóng to trên điện thoại (WCAG 2.2, tiêu chí 1.4.4).",
            "Thay khai báo viewport hiện có bằng:",
        ),
        Around::BaseHref => Words::new(
            "Trang có thẻ <base>. Đoạn mã của tiện ích dùng địa chỉ đầy đủ nên không bị ảnh hưởng.",
            "",
        ),
        Around::ReferrerHidden => Words::new(
            "Trang giấu nguồn gửi (Referrer-Policy: no-referrer). Khi script không chạy, người đánh giá phải bấm gửi thêm một lần để xác nhận.",
            "Nên đổi sang:",
        ),
        Around::MixedContent(n) => Words::new(
            format!("Trang https còn tải {n} tệp qua http. Trình duyệt sẽ chặn hoặc cảnh báo."),
            "Hãy đổi các địa chỉ http:// trong trang thành https://.",
        ),
        Around::Large(kib) => Words::new(
            format!(
                "Riêng phần HTML của trang đã nặng {kib} KB, mở chậm trên điện thoại dù có hay không có tiện ích."
            ),
            "Nên giảm dung lượng trang, ví dụ bỏ ảnh nhúng trực tiếp hoặc ViewState không cần thiết.",
        ),
    }
}

fn loader(issue: &Loader) -> Words {
    match issue {
        Loader::Right => Words::new("Đã tìm thấy script của tiện ích trên trang.", ""),
        Loader::Missing => Words::new(
            "Không tìm thấy script của tiện ích trên trang này.",
            "Dán dòng sau vào trang, tốt nhất là ngay trước </body> của mẫu giao diện dùng chung:",
        ),
        Loader::Combined(tool) => Words::new(
            format!(
                "Không thấy script của tiện ích, nhưng {} đang gộp các script của trang thành một tệp. Khi bị gộp, script không còn biết mình được cài cho đơn vị nào.",
                tool_name(*tool)
            ),
            format!("Nếu đã dán script, hãy thêm dòng sau vào {} rồi xóa bộ nhớ đệm:", list(*tool)),
        ),
        Loader::Dead => Words::new(
            "Script có trong trang nhưng nằm ở chỗ không bao giờ chạy (trong chú thích, <noscript> hoặc <template>).",
            "Đưa script ra ngoài, ví dụ ngay trước </body>:",
        ),
        Loader::Inserted => Words::new(
            "Script được một đoạn mã khác chèn vào trang. Cách này chạy được nhưng chậm hơn, và việc kiểm tra ở đây không xem hết được.",
            "Nếu sửa được HTML, hãy dán trực tiếp dòng sau:",
        ),
        Loader::Delayed(Tool::Consent) => Words::new(
            "Script chỉ chạy sau khi người đọc đồng ý với bảng hỏi về cookie (type=\"text/plain\").",
            "Tiện ích không dùng cookie và không theo dõi ai: hãy xếp script vào nhóm “cần thiết”, hoặc dán nguyên dòng sau:",
        ),
        Loader::Delayed(tool) => Words::new(
            format!(
                "{} đang hoãn script: tiện ích chỉ hiện sau khi người đọc chạm vào trang.",
                tool_name(*tool)
            ),
            match tool {
                Tool::RocketLoader | Tool::Other => "Thay thẻ script bằng dòng sau:".to_owned(),
                _ => format!("Thêm dòng sau vào {} rồi xóa bộ nhớ đệm:", list(*tool)),
            },
        ),
        Loader::Synchronous => Words::new(
            "Script thiếu thuộc tính async, nên trang phải chờ script tải xong mới hiện tiếp.",
            "Thêm async vào thẻ:",
        ),
        Loader::Twice(n) => Words::new(
            format!("Script được dán {n} lần. Việc này không gây lỗi nhưng tải thừa."),
            "Chỉ giữ lại một thẻ, tốt nhất là trong mẫu giao diện dùng chung.",
        ),
        Loader::Elsewhere => Words::new(
            "Script của tiện ích được tải từ một địa chỉ khác, không phải máy chủ của tiện ích. Bản sao như vậy không gửi được dữ liệu và không được cập nhật.",
            "Thay bằng dòng sau:",
        ),
        Loader::Insecure { upgraded: false } => Words::new(
            "Trang dùng https nhưng script được gọi qua http, nên trình duyệt chặn script.",
            "Đổi địa chỉ sang https:",
        ),
        Loader::Insecure { upgraded: true } => Words::new(
            "Script được gọi qua http; hiện vẫn chạy nhờ upgrade-insecure-requests của trang.",
            "Nên đổi địa chỉ sang https:",
        ),
        Loader::UnitMissing => Words::new(
            "Thẻ script chưa ghi mã đơn vị (data-unit), nên tiện ích không biết phải hiển thị cho đơn vị nào.",
            "Thêm vào thẻ script:",
        ),
        Loader::UnitUnknown => Words::new("Mã đơn vị ghi trên trang không tồn tại.", "Sửa lại thành:"),
        Loader::UnitOther => Words::new(
            "Mã đơn vị ghi trên trang là của một đơn vị khác: đánh giá và đường dây nóng sẽ thuộc về đơn vị đó.",
            "Nếu không chủ ý, hãy sửa lại thành:",
        ),
        Loader::UnitRight => Words::new("Mã đơn vị ghi đúng.", ""),
        Loader::BadSetting(Setting::Lang) => Words::new(
            "Ngôn ngữ đã ghi không có. Tiện ích có tiếng Việt (vi) và tiếng Anh (en).",
            "Bỏ thuộc tính này để theo ngôn ngữ của trang, hoặc ghi:",
        ),
        Loader::BadSetting(Setting::Theme) => Words::new(
            "Kiểu màu đã ghi không có. Có thể chọn light, dark hoặc auto.",
            "Bỏ thuộc tính này, hoặc ghi:",
        ),
        Loader::BadSetting(Setting::Dock) => Words::new(
            "Vị trí nút đã ghi không có. Có thể chọn bottom-right, bottom-left, top-right, top-left hoặc off.",
            "Bỏ thuộc tính này, hoặc ghi:",
        ),
        Loader::DockOffWithoutElements => Words::new(
            "Nút tiện ích đã tắt (data-dock=\"off\") nhưng trang không đặt tiện ích nào, nên người đọc không thấy gì.",
            "Bỏ data-dock=\"off\", hoặc đặt tiện ích vào chỗ mong muốn:",
        ),
    }
}

fn pinned(issue: &Pinned) -> Words {
    match issue {
        Pinned::Right => Words::new("Script được ghim phiên bản, mã kiểm tra toàn vẹn đúng.", ""),
        Pinned::KeptRelease => Words::new(
            "Script được ghim ở một phiên bản cũ, hiện vẫn được phục vụ.",
            "Nên cập nhật sang phiên bản hiện hành:",
        ),
        Pinned::OtherRelease => Words::new(
            "Script được ghim ở một phiên bản không còn phục vụ, nên tiện ích không tải được.",
            "Cập nhật sang phiên bản hiện hành:",
        ),
        Pinned::WithoutIntegrity => Words::new(
            "Script được ghim phiên bản nhưng không có mã kiểm tra toàn vẹn, nên việc ghim chưa bảo vệ được gì.",
            "Thay bằng thẻ đầy đủ:",
        ),
        Pinned::IntegrityWrong => Words::new(
            "Mã kiểm tra toàn vẹn (integrity) không khớp với script, nên trình duyệt không chạy script.",
            "Thay bằng thẻ đúng:",
        ),
        Pinned::IntegrityOnMovingAddress => Words::new(
            "Mã kiểm tra toàn vẹn được đặt trên địa chỉ luôn cập nhật. Khi có phiên bản mới, mã không còn khớp và tiện ích sẽ ngừng chạy.",
            "Bỏ integrity, hoặc dùng địa chỉ ghim phiên bản:",
        ),
        Pinned::CrossoriginMissing => Words::new(
            "Thẻ script có integrity nhưng thiếu crossorigin=\"anonymous\", nên trình duyệt không kiểm tra được và chặn script.",
            "Thay bằng thẻ đầy đủ:",
        ),
        Pinned::CrossoriginCredentials => Words::new(
            "Thẻ script ghi crossorigin=\"use-credentials\". Máy chủ của tiện ích không nhận cookie, nên trình duyệt chặn script.",
            "Đổi thành crossorigin=\"anonymous\":",
        ),
    }
}

fn placed(issue: &Placed) -> Words {
    match issue {
        Placed::Right(n) => {
            Words::new(format!("Đã đặt đúng {n} tiện ích trong trang, có nội dung dự phòng."), "")
        }
        Placed::Unknown(name) => Words::new(
            format!("Không có tiện ích nào tên <{name}>."),
            "Các thẻ hợp lệ là <tt-hotline>, <tt-tip-off>, <tt-rating> và <tt-text-size>. Hãy sửa lại tên thẻ.",
        ),
        Placed::Empty(widget) => Words::new(
            format!("Thẻ <tt-{}> đang để trống, nên khi mất kết nối người đọc không thấy gì.", widget.name()),
            "Đặt nội dung dự phòng vào trong thẻ:",
        ),
        Placed::Unclosed(widget) => Words::new(
            format!(
                "Thẻ <tt-{}> không được đóng đúng cách, nên toàn bộ phần sau của trang bị coi là nội dung của thẻ và sẽ bị ẩn.",
                widget.name()
            ),
            "Thay bằng thẻ có đóng đầy đủ:",
        ),
        Placed::WidgetUnknown(name) => Words::new(
            format!(
                "data-widgets ghi “{name}”, nhưng không có tiện ích nào tên như vậy. Các tên cách nhau bằng dấu cách."
            ),
            "Bỏ thuộc tính này để hiện tất cả, hoặc ghi:",
        ),
        Placed::WidgetNotOffered(widget) => Words::new(
            format!("Đơn vị chưa bật tiện ích “{}”.", widget.name()),
            "Hãy bỏ tiện ích này khỏi trang, hoặc đề nghị người vận hành bật cho đơn vị.",
        ),
    }
}

fn blocks(what: Directive) -> Words {
    match what {
        Directive::Script => Words::new(
            "CSP của trang chặn script của tiện ích.",
            "Sửa chỉ thị trong Content-Security-Policy thành:",
        ),
        Directive::Nonce => Words::new(
            "CSP của trang dùng 'strict-dynamic', nên chỉ chạy script có nonce đúng; thẻ script của tiện ích chưa có.",
            "Thêm nonce mà trang tạo ra trong mỗi lần trả lời vào thẻ:",
        ),
        Directive::Wasm => Words::new(
            "CSP của trang không cho chạy WebAssembly. Tiện ích vẫn dùng được ở dạng biểu mẫu đơn giản.",
            "Để tiện ích hoạt động đầy đủ, sửa chỉ thị thành:",
        ),
        Directive::Connect => Words::new(
            "CSP của trang không cho kết nối đến máy chủ của tiện ích, nên nội dung không tải được và đánh giá không gửi được.",
            "Sửa chỉ thị trong Content-Security-Policy thành:",
        ),
        Directive::FormAction => Words::new(
            "CSP của trang không cho gửi biểu mẫu đến máy chủ của tiện ích. Khi script không chạy, đánh giá sẽ không gửi được.",
            "Sửa chỉ thị trong Content-Security-Policy thành:",
        ),
        Directive::Frame => Words::new(
            "CSP của trang không cho hiển thị khung báo tin về tội phạm. Người dân chỉ thấy một liên kết đến trang riêng.",
            "Sửa chỉ thị trong Content-Security-Policy thành:",
        ),
        Directive::TrustedTypes => Words::new(
            "Trang bắt buộc Trusted Types nhưng chưa cho phép chính sách của tiện ích.",
            "Sửa chỉ thị trong Content-Security-Policy thành:",
        ),
        Directive::Sandbox => Words::new(
            "CSP của trang đặt sandbox, làm tiện ích không chạy hoặc không gửi được.",
            "Bỏ sandbox, hoặc sửa chỉ thị thành:",
        ),
    }
}

const fn tool_name(tool: Tool) -> &'static str {
    match (name(tool), tool) {
        (Some(name), _) => name,
        (None, Tool::Consent) => "Bảng hỏi về cookie",
        (None, _) => "Một công cụ tối ưu",
    }
}

/// Where a tool keeps its list of exclusions.
const fn list(tool: Tool) -> &'static str {
    match tool {
        Tool::WpRocket => {
            "WP Rocket → File Optimization → Delay JavaScript execution và Load JavaScript deferred → ô Excluded JavaScript Files"
        }
        Tool::LiteSpeed => {
            "LiteSpeed Cache → Page Optimization → Tuning → các ô JS Excludes và JS Deferred / Delayed Excludes"
        }
        Tool::Autoptimize => "Autoptimize → JS, CSS & HTML → ô Exclude scripts from Autoptimize",
        Tool::Perfmatters => "Perfmatters → Assets → JavaScript → ô Excluded from Delay",
        Tool::RocketLoader | Tool::Consent | Tool::Other => "danh sách loại trừ của công cụ",
    }
}
