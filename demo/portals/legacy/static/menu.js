// As pages of that time do it: the clock, and the menu's colours where :hover did not work.
$(document).ready(function () {
  var days = ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"];
  var now = new Date();
  $("#clock").html(days[now.getDay()] + ", " + now.getDate() + "/" + (now.getMonth() + 1) + "/" + now.getFullYear());
  $("#menu td").hover(function () { $(this).addClass("over"); }, function () { $(this).removeClass("over"); });
});
